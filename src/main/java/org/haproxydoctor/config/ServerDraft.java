package org.haproxydoctor.config;

import org.haproxydoctor.model.ConfigLine;
import org.haproxydoctor.model.ServerRef;

/// A server as written, before the settings of its section are applied.
///
/// @param settings with those of the `default-server` lines before it
record ServerDraft(
    ServerRef ref, ConfigLine line, ServerAddress address, ServerSettings settings) {}
