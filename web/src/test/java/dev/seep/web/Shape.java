package dev.seep.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Holds JSON against the schemas of an OpenAPI document, as far as that document uses them. A
/// field that no schema names is an error, too.
final class Shape {
  private final JsonNode document;

  Shape(JsonNode document) {
    this.document = document;
  }

  /// What does not fit, each with its place; empty when all does.
  List<String> errors(JsonNode schema, JsonNode value) {
    List<String> errors = new ArrayList<>();
    check(schema, value, "$", errors);
    return errors;
  }

  private void check(JsonNode given, JsonNode value, String place, List<String> errors) {
    JsonNode schema = given;
    while (schema.has("$ref")) {
      schema = document.at(schema.get("$ref").asString().substring(1));
    }
    if (schema.isMissingNode()) {
      errors.add(place + ": its schema is missing: " + given);
      return;
    }
    if (!isOfType(schema.get("type"), value)) {
      errors.add(place + ": is no " + schema.get("type") + ": " + value);
      return;
    }
    if (schema.has("enum") && !schema.get("enum").valueStream().anyMatch(value::equals)) {
      errors.add(place + ": is none of " + schema.get("enum") + ": " + value);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), place + "[" + i + "]", errors);
      }
    } else if (value.isObject()) {
      object(schema, value, place, errors);
    }
  }

  private void object(JsonNode schema, JsonNode value, String place, List<String> errors) {
    if (schema.has("required")) {
      for (JsonNode name : schema.get("required")) {
        if (!value.has(name.asString())) {
          errors.add(place + ": lacks " + name);
        }
      }
    }
    JsonNode further = schema.get("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String inside = place + "." + field.getKey();
      JsonNode own =
          schema.at("/properties/" + field.getKey().replace("~", "~0").replace("/", "~1"));
      if (!own.isMissingNode()) {
        check(own, field.getValue(), inside, errors);
      } else if (further != null && further.isObject()) {
        check(further, field.getValue(), inside, errors);
      } else if (further != null && further.isBoolean() && !further.asBoolean()) {
        errors.add(inside + ": is not described");
      }
    }
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      return type.valueStream().anyMatch(one -> isOfType(one, value));
    }
    return switch (type.asString()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("no type of JSON Schema: " + type);
    };
  }
}
