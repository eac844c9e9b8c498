package dev.penstock.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an event as JSON. */
final class Fields {
  private Fields() {}

  /** Writes the fields as one text. */
  static String toText(Map<String, ?> fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = Lines.JSON.createGenerator(bytes)) {
      write(out, fields);
    }
    if (bytes.size() > Lines.MAX_RECORD) {
      throw new IOException("takes " + bytes.size() + " bytes; allowed: " + Lines.MAX_RECORD);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #toText} wrote. */
  static Map<String, @Nullable Object> ofText(String text) throws IOException {
    try (JsonParser in = Lines.JSON.createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("found " + in.currentToken() + " where fields belong");
      }
      return read(in);
    }
  }

  static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        write(out, item);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> fields) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.writeFieldName(checked((String) field.getKey()));
        write(out, field.getValue());
      }
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException(
          "a "
              + value.getClass().getName()
              + " cannot be written; allowed: String, Long, Boolean, null, List and Map");
    }
  }

  /** Half a surrogate pair would be written in a name, but no JSON parser reads it there. */
  private static String checked(String name) throws IOException {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))
          && !Character.isSupplementaryCodePoint(name.codePointAt(i++))) {
        throw new IOException("the name " + name + " holds half of a surrogate pair");
      }
    }
    return name;
  }

  /** Reads an object whose start was read. */
  static Map<String, @Nullable Object> read(JsonParser in) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      fields.put(name, value(in));
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    return switch (token) {
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> (Object) in.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> read(in);
      case START_ARRAY -> array(in);
      default -> throw new IOException("a journal holds no " + token);
    };
  }

  private static List<@Nullable Object> array(JsonParser in) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(in));
    }
    return items;
  }
}
