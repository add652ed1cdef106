package org.haproxydoctor.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A cipher string of OpenSSL's, `ciphers` on a server's line (openssl-ciphers(1)), in Java's names
/// of cipher suites. The order of preference is not kept: a server chooses by its own.
final class CipherList {
  private static final String USUAL = "DEFAULT";
  private static final Set<String> OLD = Set.of("RC4", "DES", "EXPORT", "ANON", "NULL", "KRB5");

  private CipherList() {}

  /// @param list empty for OpenSSL's own choice
  /// @param supported Java's suites
  /// @return those of TLS 1.2 and before that the string allows
  static Set<String> of(Optional<String> list, int securityLevel, List<String> supported) {
    List<Suite> all = supported.stream().filter(s -> s.contains("_WITH_")).map(Suite::of).toList();
    Set<Suite> chosen = new HashSet<>();
    Set<Suite> banned = new HashSet<>();
    for (String word : list.orElse(USUAL).split("[: ,;]+", -1)) {
      char sign = word.isEmpty() ? '@' : word.charAt(0);
      switch (sign) {
        case '!' -> banned.addAll(matching(all, word.substring(1)));
        case '-' -> chosen.removeAll(matching(all, word.substring(1)));
        // They move words in the order, or set the level.
        case '+', '@' -> {}
        default -> chosen.addAll(matching(all, word));
      }
    }
    chosen.removeAll(banned);
    Set<String> names = new HashSet<>();
    chosen.stream().filter(s -> securityLevel < 1 || !s.isOld()).forEach(s -> names.add(s.java));
    return names;
  }

  private static List<Suite> matching(List<Suite> all, String word) {
    // DEFAULT@SECLEVEL=0 is one word for us.
    String wanted = word.split("@", 2)[0];
    return all.stream()
        .filter(s -> Stream.of(wanted.split("\\+", -1)).allMatch(s.words::contains))
        .toList();
  }

  /// @param java `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`
  /// @param words what it is called in a cipher string: its own name and its families
  private record Suite(String java, Set<String> words) {

    static Suite of(String java) {
      String[] halves = java.replaceFirst("^(TLS|SSL)_", "").split("_WITH_", 2);
      String keys = halves[0];
      String cipher = halves[1];
      Set<String> words = new HashSet<>();
      exchange(keys, words);
      encryption(cipher, words);
      words.add(name(keys, cipher));
      boolean anonymous = keys.toLowerCase(Locale.ROOT).contains("anon");
      boolean usual =
          !anonymous && OLD.stream().noneMatch(o -> java.toUpperCase(Locale.ROOT).contains(o));
      if (usual) {
        words.addAll(List.of("DEFAULT", "HIGH"));
      }
      if (!cipher.startsWith("NULL")) {
        words.add("ALL");
      }
      return new Suite(java, Set.copyOf(words));
    }

    private static void exchange(String keys, Set<String> words) {
      if (keys.startsWith("ECDHE")) {
        words.addAll(List.of("ECDHE", "EECDH", "kECDHE", "kEECDH", "ECDH"));
      } else if (keys.startsWith("DHE")) {
        words.addAll(List.of("DHE", "EDH", "kDHE", "kEDH", "DH"));
      } else if (keys.equals("RSA")) {
        words.add("kRSA");
      }
      if (keys.endsWith("ECDSA")) {
        words.addAll(List.of("ECDSA", "aECDSA"));
      } else if (keys.endsWith("RSA")) {
        words.addAll(List.of("RSA", "aRSA"));
      } else if (keys.endsWith("DSS")) {
        words.addAll(List.of("DSS", "aDSS"));
      } else if (keys.endsWith("anon")) {
        words.addAll(List.of("aNULL", keys.startsWith("EC") ? "AECDH" : "ADH"));
      }
    }

    private static void encryption(String cipher, Set<String> words) {
      if (cipher.startsWith("AES")) {
        words.addAll(List.of("AES", cipher.contains("256") ? "AES256" : "AES128"));
        if (cipher.contains("GCM")) {
          words.add("AESGCM");
        }
      }
      if (cipher.startsWith("CHACHA20")) {
        words.add("CHACHA20");
      }
      if (cipher.startsWith("3DES")) {
        words.add("3DES");
      }
      if (cipher.startsWith("RC4")) {
        words.add("RC4");
      }
      if (cipher.startsWith("NULL")) {
        words.addAll(List.of("eNULL", "NULL"));
      }
      String hash = cipher.substring(cipher.lastIndexOf('_') + 1);
      words.add(hash.equals("SHA") ? "SHA1" : hash);
      words.add(hash);
    }

    /// @return OpenSSL's name, `ECDHE-RSA-AES128-GCM-SHA256`
    private static String name(String keys, String cipher) {
      List<String> parts = new ArrayList<>();
      if (!keys.equals("RSA")) {
        parts.add(keys.replace('_', '-'));
      }
      parts.add(
          cipher
              .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305")
              .replace("3DES_EDE_CBC", "DES-CBC3")
              .replaceFirst("AES_(\\d+)_CBC", "AES$1")
              .replaceFirst("AES_(\\d+)_", "AES$1-")
              .replace('_', '-'));
      return String.join("-", parts);
    }

    boolean isOld() {
      return OLD.stream().anyMatch(o -> java.toUpperCase(Locale.ROOT).contains(o))
          && !java.contains("_ECDHE_ECDSA_WITH_AES");
    }
  }
}
