package org.haproxydoctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
  @Test
  void connectionsLeaveRoomForTheProgramsOwnFiles() {
    assertThat(Descriptors.room(512, 1024)).isEqualTo(512);
    assertThat(Descriptors.room(512, 256)).isEqualTo(156);
  }

  @Test
  void evenTheTightestLimitLeavesSomeToTry() {
    assertThat(Descriptors.room(512, 64)).isEqualTo(8);
    assertThat(Descriptors.room(1, 64)).isEqualTo(1);
  }

  @Test
  void thisProcessHasRoomForSome() {
    assertThat(Descriptors.room(512)).isBetween(8, 512);
  }
}
