package org.haproxydoctor.runtimeapi;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLSocket;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.Peer;

/// The CSV form of HAProxy's stats page; it can only answer `show stat`.
///
/// With `https` the server's certificate is not verified: the page is only read, and load balancers
/// commonly serve it under an internal name. A password in the URL is still sent over that
/// connection.
final class StatsPage implements RuntimeApi {
  private final RuntimeAddress.Page address;
  private final Troubles troubles;
  private final long limit;
  private volatile Peer peer = Peer.unknown();

  StatsPage(RuntimeAddress.Page address, long limit) {
    this.address = address;
    this.troubles = Troubles.of(address);
    this.limit = limit;
  }

  @Override
  public String address() {
    return address.shown();
  }

  @Override
  public boolean tellsStatOnly() {
    return true;
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public String ask(String command, Deadline deadline) throws RuntimeApiException {
    if (!command.equals(Dump.STAT.command())) {
      throw troubles.onlyStat(command);
    }
    StatsUrl url = address.url();
    try (Socket plain = new TcpConnection(url.endpoint(), troubles).open(deadline);
        Socket socket = url.tls() ? encrypted(plain, url, deadline) : plain) {
      peer = Peer.at(plain.getInetAddress().getHostAddress());
      return new HttpAnswer(troubles, limit)
          .csvOf(Exchange.over(socket, request(url), deadline, limit));
    } catch (IOException e) {
      throw troubles.truncated(command, 0);
    }
  }

  private static byte[] request(StatsUrl url) {
    String authorization =
        url.credentials()
            .map(c -> Base64.getEncoder().encodeToString(c.getBytes(StandardCharsets.UTF_8)))
            .map(c -> "Authorization: Basic " + c + "\r\n")
            .orElse("");
    return ("GET "
            + url.resource()
            + " HTTP/1.1\r\nHost: "
            + url.hostHeader()
            + "\r\nUser-Agent: haproxy-doctor\r\nAccept: text/plain\r\nConnection: close\r\n"
            + authorization
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Socket encrypted(Socket plain, StatsUrl url, Deadline deadline)
      throws RuntimeApiException {
    try {
      plain.setSoTimeout(deadline.millisForSocket());
      SSLSocket socket = UnverifiedTls.over(plain, url.endpoint());
      socket.startHandshake();
      return socket;
    } catch (SocketTimeoutException e) {
      throw troubles.hungConnecting();
    } catch (IOException e) {
      throw troubles.notHaproxy("no TLS connection could be made: " + e.getMessage());
    }
  }
}
