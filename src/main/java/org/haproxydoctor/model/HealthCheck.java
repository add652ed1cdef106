package org.haproxydoctor.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What HAProxy's own health check last said of a server (`check_*` and `last_chk` of `show stat`).
///
/// @param status the result's word; that of the previous check while one is in progress
/// @param raw `check_status` as HAProxy wrote it
/// @param inProgress `* ` stood before the word; `lastReport` is then blank
/// @param code HTTP, SMTP, LDAP or exit status; only set for layer 7 and external checks
/// @param took how long the last check ran
/// @param lastReport `last_chk`: the system's or the server's own words, maybe empty
/// @param rise successes needed to come up
/// @param fall failures needed to go down
/// @param health 0 to rise+fall-1; at least `rise` means up
public record HealthCheck(
    CheckStatus status,
    String raw,
    boolean inProgress,
    OptionalInt code,
    Optional<Duration> took,
    String lastReport,
    OptionalInt rise,
    OptionalInt fall,
    OptionalInt health) {}
