package org.haproxydoctor.probe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxydoctor.model.Deadline;
import org.haproxydoctor.model.check.NameLookup;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// One nameserver, asked over UDP for the A and AAAA records of a name (RFC 1035, RFC 3596), or for
/// its SRV records and then for the hosts that they name (RFC 2782).
///
/// The library only writes and reads the messages: its own clients start threads that outlive them.
///
/// @param shown the nameserver as the reader knows it
record NameServer(InetSocketAddress address, String shown) {
  private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(1);

  /// As many as HAProxy makes by default (`resolve_retries`).
  private static final int MOST_TRIES = 3;

  /// Of those that SRV records name.
  private static final int MOST_HOSTS = 10;

  private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

  /// Larger than any answer over UDP that a resolver is asked for here.
  private static final int ANSWER_SIZE = 4096;

  NameLookup ask(String name, Deadline deadline) {
    return NameLookup.isService(name) ? askService(name, deadline) : askHost(name, deadline);
  }

  /// @return the addresses of all hosts; where they have none, why the first has not
  private NameLookup askService(String name, Deadline deadline) {
    List<Message> answers = new ArrayList<>();
    NameLookup said = ask(name, List.of(Type.SRV), answers, deadline);
    List<String> hosts =
        answers.stream()
            .flatMap(a -> a.getSection(Section.ANSWER).stream())
            .flatMap(r -> r instanceof SRVRecord s ? Stream.of(s.getTarget()) : Stream.of())
            .map(target -> target.toString(true))
            .distinct()
            .limit(MOST_HOSTS)
            .toList();
    List<NameLookup> lookups = hosts.stream().map(h -> askHost(h, deadline)).toList();
    List<String> addresses = lookups.stream().flatMap(l -> l.addresses().stream()).toList();
    Optional<String> trouble =
        lookups.stream()
            .map(l -> "names " + l.name() + ", which is " + l.trouble().orElse(""))
            .findFirst()
            .filter(_ -> addresses.isEmpty());
    return hosts.isEmpty()
        ? said
        : new NameLookup(name, shown, addresses, trouble, said.answered());
  }

  private NameLookup askHost(String name, Deadline deadline) {
    return ask(name, List.of(Type.A, Type.AAAA), new ArrayList<>(), deadline);
  }

  /// @param answers to add what was answered to
  private NameLookup ask(
      String name, List<Integer> types, List<Message> answers, Deadline deadline) {
    Name absolute;
    try {
      absolute = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return NameResolver.failed(name, shown, "not a valid name");
    }
    List<Message> open = new ArrayList<>(types.stream().map(t -> query(absolute, t)).toList());
    Message sign = query(Name.root, Type.NS);
    List<Message> signs = new ArrayList<>();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      for (int tries = 0; tries < MOST_TRIES && !open.isEmpty() && !deadline.passed(); tries++) {
        for (Message question : open) {
          byte[] wire = question.toWire();
          socket.send(new DatagramPacket(wire, wire.length));
        }
        receive(socket, open, answers, deadline.within(BEFORE_ASKING_AGAIN));
        if (answers.isEmpty() && signs.isEmpty()) {
          // Is it silent on this name only? Every nameserver has something to say on the root.
          List<Message> signOfLife = new ArrayList<>(List.of(sign));
          byte[] wire = sign.toWire();
          socket.send(new DatagramPacket(wire, wire.length));
          receive(socket, signOfLife, signs, deadline.within(SIGN_OF_LIFE));
        }
      }
    } catch (PortUnreachableException e) {
      return NameLookup.unanswered(name, shown, "nobody listening");
    } catch (IOException e) {
      return NameLookup.unanswered(name, shown, String.valueOf(e.getMessage()));
    }
    if (answers.isEmpty()) {
      return signs.isEmpty()
          ? NameLookup.unanswered(name, shown, "timeout")
          : NameResolver.failed(name, shown, "timeout for this name");
    }
    answers.replaceAll(answer -> whole(answer, deadline));
    return judge(name, answers, open.isEmpty());
  }

  /// Long answers do not fit UDP: those that were cut are asked for again over TCP.
  private Message whole(Message answer, Deadline deadline) {
    boolean cut = answer.getHeader().getFlag(Flags.TC);
    return cut ? overTcp(answer.getQuestion(), deadline).orElse(answer) : answer;
  }

  private Optional<Message> overTcp(Record question, Deadline deadline) {
    try (Socket socket = new Socket()) {
      socket.connect(address, deadline.millisForSocket());
      socket.setSoTimeout(deadline.millisForSocket());
      byte[] wire = Message.newQuery(question).toWire();
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(wire.length);
      out.write(wire);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = in.readNBytes(in.readUnsignedShort());
      return parse(answer);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Message query(Name name, int type) {
    return Message.newQuery(Record.newRecord(name, type, DClass.IN));
  }

  private static void receive(
      DatagramSocket socket, List<Message> open, List<Message> answers, Deadline deadline)
      throws IOException {
    byte[] buffer = new byte[ANSWER_SIZE];
    while (!open.isEmpty() && !deadline.passed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.setSoTimeout(deadline.millisForSocket());
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      parse(Arrays.copyOf(buffer, packet.getLength()))
          .ifPresent(answer -> {
            if (open.removeIf(q -> q.getHeader().getID() == answer.getHeader().getID())) {
              answers.add(answer);
            }
          });
    }
  }

  private static Optional<Message> parse(byte[] wire) {
    try {
      return Optional.of(new Message(wire));
    } catch (IOException | RuntimeException e) {
      // Anybody may answer anything over UDP; what cannot be read is no answer.
      return Optional.empty();
    }
  }

  private NameLookup judge(String name, List<Message> answers, boolean complete) {
    List<String> addresses =
        answers.stream()
            .flatMap(a -> a.getSection(Section.ANSWER).stream())
            .flatMap(r -> address(r).stream())
            .toList();
    if (!addresses.isEmpty()) {
      return new NameLookup(name, shown, addresses, Optional.empty());
    }
    String refusal =
        answers.stream()
            .map(Message::getRcode)
            .filter(code -> code != Rcode.NOERROR)
            .map(Rcode::string)
            .findFirst()
            .orElse(complete ? "no address" : "timeout");
    return NameResolver.failed(name, shown, refusal);
  }

  private static Optional<String> address(Record record) {
    return switch (record) {
      case ARecord a -> Optional.of(a.getAddress().getHostAddress());
      case AAAARecord a -> Optional.of(a.getAddress().getHostAddress());
      default -> Optional.empty();
    };
  }
}
