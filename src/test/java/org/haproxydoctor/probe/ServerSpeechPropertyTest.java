package org.haproxydoctor.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxydoctor.model.check.Dialogue;
import org.haproxydoctor.model.check.Dialogue.Expect;
import org.haproxydoctor.model.check.Dialogue.Kind;
import org.haproxydoctor.model.check.Speech;
import org.haproxydoctor.probe.DialogueJudge.Outcome;

/// Whatever servers say, whole or in pieces.
class ServerSpeechPropertyTest {
  private static final int BUFFER = 16_384;
  private static final int LOOKED_AT = 1024;

  /// Beginnings of protocols, so that what follows is looked at more closely.
  private static final List<String> OPENINGS =
      List.of(
          "",
          "220 ",
          "-ERR ",
          "HTTP/1.1 ",
          "J\0\0\0\n5.7.0\0",
          "\u0017\0\0\0\u00ff",
          "\7\0\0\2\0\0\0\2\0\0\0",
          "E\0\0\0",
          "R\0\0\0\u0008\0\0\0",
          "0\u000c\2\1\1a\7\n\1",
          "\u0016\3\3",
          "\0\0\0\5e");

  @Provide
  Arbitrary<String> speech() {
    Arbitrary<String> rest =
        Arbitraries.strings().withCharRange('\0', '\u00ff').ofMinLength(0).ofMaxLength(1500);
    return Combinators.combine(Arbitraries.of(OPENINGS), rest).as(String::concat);
  }

  @Property
  void what_is_made_of_it_is_one_printable_line(@ForAll("speech") String heard) {
    Optional<Speech> speech = SpeechReader.read(heard);
    assertThat(speech.isPresent()).isEqualTo(!heard.isEmpty());
    speech.ifPresent(s -> {
      assertThat(s.words()).hasSizeLessThanOrEqualTo(160);
      assertThat(s.words().chars().noneMatch(Character::isISOControl)).isTrue();
    });
  }

  @Property
  void only_its_beginning_counts(@ForAll("speech") String heard, @ForAll byte[] more) {
    String whole = heard + " ".repeat(Math.max(0, LOOKED_AT - heard.length()));
    assertThat(SpeechReader.read(whole + new String(more, ISO_8859_1)))
        .isEqualTo(SpeechReader.read(whole));
  }

  @Property
  void at_the_end_every_expectation_is_decided(
      @ForAll Kind kind, @ForAll boolean negated, @ForAll("speech") String heard) {
    assertThat(judge(kind, negated, heard, true)).isNotEqualTo(Outcome.WAIT);
  }

  /// LDAP is decided by what has come when enough has: its `min-recv` stands before it.
  @Property
  void what_is_decided_early_stays_so_whatever_follows(
      @ForAll Kind kind, @ForAll("speech") String heard, @ForAll byte[] more) {
    Outcome early = judge(kind, false, heard, false);
    if (early != Outcome.WAIT && kind != Kind.LDAP_BIND) {
      String whole = heard + new String(more, ISO_8859_1);
      assertThat(judge(kind, false, whole, false)).isEqualTo(early);
      assertThat(judge(kind, false, whole, true)).isEqualTo(early);
    }
  }

  private static Outcome judge(Kind kind, boolean negated, String heard, boolean over) {
    Expect expect = new Expect(1, "expect", kind, negated, "a", Optional.empty());
    Dialogue dialogue = new Dialogue("tcp-check", List.of(expect), BUFFER);
    return DialogueJudge.judge(dialogue, expect, heard, over).outcome();
  }
}
