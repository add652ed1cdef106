package org.haproxydoctor.model.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The request of an HTTP health check and what it accepts (configuration manual, `option httpchk`,
/// `http-check send`, `http-check expect`).
///
/// To these headers HAProxy (2.6, seen) adds, after the configured ones: `content-length` with the
/// length of the body, or 0 when the method is none of GET, HEAD, OPTIONS and DELETE; then
/// `connection: close`, for `HTTP/1.1` only. It adds no `host`. When the list has a `connection`
/// header, HAProxy adds none.
///
/// @param version `HTTP/1.0`, `HTTP/1.1` …
/// @param headers in sending order and with names in lower case, as HAProxy sends them; without
///   those that it adds by itself; `content-length` only where this version of HAProxy sends it
///   without need
/// @param expectations in order, all of which must be met; none means status 2xx or 3xx
/// @param disableOn404 404 takes the server out softly instead of down
/// @param limits what HAProxy takes of the answer
public record HttpCheck(
    String method,
    String uri,
    String version,
    List<Header> headers,
    Optional<String> body,
    List<Expectation> expectations,
    boolean disableOn404,
    AnswerLimits limits) {

  public HttpCheck {
    headers = List.copyOf(headers);
    expectations = List.copyOf(expectations);
  }

  /// A check by a HAProxy without any `tune.` line.
  public HttpCheck(
      String method,
      String uri,
      String version,
      List<Header> headers,
      Optional<String> body,
      List<Expectation> expectations,
      boolean disableOn404) {
    this(method, uri, version, headers, body, expectations, disableOn404, AnswerLimits.usual());
  }

  /// One header line.
  public record Header(String name, String value) {}

  /// One `http-check expect` rule.
  ///
  /// @param pattern status list (`200-299,404`), string or regular expression; of a kind that is
  ///   not known more closely, and of a header, everything that was written
  /// @param header what a header must be like
  /// @param decisive from so many bytes of the body on, a text that is not there will not be waited
  ///   for (`min-recv`)
  public record Expectation(
      Kind kind,
      boolean negated,
      String pattern,
      Optional<HeaderMatch> header,
      Optional<Integer> decisive) {

    public Expectation(Kind kind, boolean negated, String pattern) {
      this(kind, negated, pattern, Optional.empty(), Optional.empty());
    }

    /// What is compared.
    public enum Kind {
      STATUS,
      RSTATUS,
      STRING,
      RSTRING,
      /// `hdr`, `fhdr`.
      HEADER,
      /// `string-lf` and whatever is computed: taken as met, and noted in [CheckSpec#notes()].
      OTHER
    }

    /// @return whether it looks at the content rather than the status or the headers
    public boolean isAboutBody() {
      return kind == Kind.STRING || kind == Kind.RSTRING;
    }

    @Override
    public String toString() {
      boolean complete = kind == Kind.HEADER || kind == Kind.OTHER;
      String word = complete ? "" : kind.name().toLowerCase(Locale.ROOT) + " ";
      return (negated ? "! " : "") + word + pattern;
    }
  }

  /// @return value of the first `Host` header
  public Optional<String> host() {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase("host"))
        .map(Header::value)
        .findFirst();
  }

  /// @return the request line without version, `GET /health`
  public String request() {
    return method + " " + uri;
  }

  public HttpCheck withMethod(String other) {
    return new HttpCheck(other, uri, version, headers, body, expectations, disableOn404, limits);
  }

  public HttpCheck withUri(String other) {
    return new HttpCheck(method, other, version, headers, body, expectations, disableOn404, limits);
  }

  /// @return the same request as HTTP/1.1 with this host as its only `Host` header
  public HttpCheck withHost(String host) {
    List<Header> others = headers.stream().filter(h -> !h.name().equalsIgnoreCase("host")).toList();
    List<Header> all = new ArrayList<>();
    all.add(new Header("host", host));
    all.addAll(others);
    return new HttpCheck(method, uri, "HTTP/1.1", all, body, expectations, disableOn404, limits);
  }
}
