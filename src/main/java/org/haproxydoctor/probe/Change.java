package org.haproxydoctor.probe;

import org.haproxydoctor.model.check.CheckReplay;
import org.haproxydoctor.model.check.CheckSpec;
import org.haproxydoctor.model.check.Variation;

/// A variation of a check that is yet to be tried.
///
/// @param change the change in words
/// @param value the changed value
/// @param check the check with that one change
record Change(Variation.Kind kind, String change, String value, CheckSpec check) {
  Variation tried(CheckReplay replay) {
    return new Variation(kind, change, value, replay);
  }
}
