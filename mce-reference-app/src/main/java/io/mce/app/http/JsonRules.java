package io.mce.app.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.mce.persistence.StorableText;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In what a client sends, a value has the type that the API document says: nothing is taken for a
 * text, a number, a truth or a choice that only looks like one, because what a client did not mean
 * is better told than stored. A null in a list is refused, and one in an object is not there; a
 * text holds whole characters, of which U+0000 is none that could be kept. A list of one may be
 * written as that one. {@link JsonFaults} tells what was wrong.
 */
@Singleton
class JsonRules implements BeanCreatedEventListener<ObjectMapper> {

  private static final List<LogicalType> EXACT =
      List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean, LogicalType.Enum);

  @Override
  public ObjectMapper onCreated(BeanCreatedEvent<ObjectMapper> event) {
    ObjectMapper mapper = event.getBean();
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    mapper.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP));
    mapper.disable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
    mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    for (LogicalType type : EXACT) {
      refuseOthers(mapper, type);
    }
    mapper.registerModule(new SimpleModule().addDeserializer(String.class, new WholeText()));
    return mapper;
  }

  private static void refuseOthers(ObjectMapper mapper, LogicalType type) {
    var coercions = mapper.coercionConfigFor(type);
    coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    if (type != LogicalType.Enum) {
      coercions.setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    }
    if (type != LogicalType.Integer && type != LogicalType.Float) {
      coercions.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    }
    if (type != LogicalType.Float) {
      coercions.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    }
    if (type != LogicalType.Boolean) {
      coercions.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
  }

  private static final class WholeText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    WholeText() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      String text = parser.getText();
      if (!StorableText.isStorable(text)) {
        return context.reportInputMismatch(this, JsonFaults.BROKEN_TEXT);
      }
      return text;
    }
  }
}
