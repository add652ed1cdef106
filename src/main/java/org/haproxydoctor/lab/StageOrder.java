package org.haproxydoctor.lab;

import java.util.ArrayList;
import java.util.List;

/// In which order what happens in a drill happens.
///
/// Up to the last point where something is waited for, in the order written. After it, what changes
/// the state comes first, then everything is waited for, then come those who meet it: clients and
/// breakdowns find an HAProxy that has already noticed.
///
/// @param inOrder up to the last wait
/// @param changes before everything is waited for
/// @param encounters afterwards
record StageOrder(
    List<StageAction> inOrder, List<StageAction> changes, List<StageAction> encounters) {

  static StageOrder of(List<StageAction> stage) {
    int end = 0;
    for (int i = 0; i < stage.size(); i++) {
      if (stage.get(i) instanceof StageAction.Await) {
        end = i + 1;
      }
    }
    List<StageAction> changes = new ArrayList<>();
    List<StageAction> encounters = new ArrayList<>();
    for (StageAction action : stage.subList(end, stage.size())) {
      (changesState(action) ? changes : encounters).add(action);
    }
    return new StageOrder(stage.subList(0, end), changes, encounters);
  }

  private static boolean changesState(StageAction action) {
    return switch (action) {
      case StageAction.RuntimeLine _,
          StageAction.Network _,
          StageAction.Hold _,
          StageAction.StopServer _,
          StageAction.ChangeNames _,
          StageAction.SilenceNames _ ->
          true;
      case StageAction.Await _,
          StageAction.Requests _,
          StageAction.SpareFiles _,
          StageAction.WentDown _,
          StageAction.KillHaproxy _,
          StageAction.ForbidSocket _,
          StageAction.Stay _,
          StageAction.Edit _,
          StageAction.StartAgain _ ->
          false;
    };
  }
}
