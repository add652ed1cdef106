package org.haproxydoctor.runtimeapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.haproxydoctor.model.Endpoint;
import org.jspecify.annotations.Nullable;

/// The URL of a stats page (`stats uri`), taken apart.
///
/// @param endpoint where to connect
/// @param resource path and query with `;csv` appended, as they stand in the request line
/// @param credentials `user:password` for basic authentication, decoded
/// @param shown the URL with the password masked
record StatsUrl(
    boolean tls,
    Endpoint endpoint,
    String hostHeader,
    String resource,
    Optional<String> credentials,
    String shown) {

  private static final String CSV = ";csv";

  static StatsUrl parse(String text) throws InvalidAddressException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidAddressException(
          "the URL of the stats page cannot be read: %s at character %d"
              .formatted(e.getReason(), e.getIndex() + 1));
    }
    String host = uri.getHost();
    if (host == null || uri.getPort() == 0 || uri.getPort() > 65535) {
      throw new InvalidAddressException(
          "the URL of the stats page has no host or no valid port"
              + (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0
                  ? "; in a name or password, `@` is written %40 and `:` %3A"
                  : ""));
    }
    boolean tls = "https".equals(uri.getScheme());
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    Endpoint endpoint = new Endpoint(host.replaceAll("[\\[\\]]", ""), port);
    return new StatsUrl(
        tls,
        endpoint,
        uri.getPort() > 0 ? host + ":" + port : host,
        resource(uri),
        Optional.ofNullable(uri.getUserInfo()),
        masked(text, uri.getRawUserInfo()));
  }

  // `;csv` goes behind the query too: the default `stats uri` is `/haproxy?stats`.
  private static String resource(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String all = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    String ascii = URI.create(all).toASCIIString();
    return ascii.contains(CSV) ? ascii : ascii + CSV;
  }

  // A record's text ends up in logs and exceptions; the password must not.
  @Override
  public String toString() {
    return shown;
  }

  private static String masked(String text, @Nullable String userInfo) {
    if (userInfo == null || userInfo.indexOf(':') < 0) {
      return text;
    }
    String user = userInfo.substring(0, userInfo.indexOf(':'));
    return text.replace(userInfo + "@", user + ":***@");
  }
}
