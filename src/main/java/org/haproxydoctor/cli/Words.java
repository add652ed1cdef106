package org.haproxydoctor.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads one of a closed set of words, as the constants' `toString` writes them.
public final class Words<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  public Words(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'"
                    + text
                    + "' is none of "
                    + Arrays.toString(type.getEnumConstants()).replaceAll("[\\[\\]]", "")));
  }
}
