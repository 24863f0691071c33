package com.nimsforest.node.adapters.nats.entity;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Times are read from the text that they are written as, not from numbers, which tell not of which unit they are. */
final class TimeAsTextDeserializers extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;
    private static final Set<Class<?>> TIMES = Set.of(
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            Duration.class);

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> deserializer) {
        return TIMES.contains(type.getBeanClass()) ? new TextDeserializer(deserializer) : deserializer;
    }

    private static final class TextDeserializer extends DelegatingDeserializer {
        TextDeserializer(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
            return new TextDeserializer(delegate);
        }

        /** Where the record says that it is written in another form, it is read in that form. */
        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            JsonFormat.Value format =
                    property == null ? null : property.findPropertyFormat(context.getConfig(), handledType());
            return format == null || format.getShape() == JsonFormat.Shape.ANY
                    ? super.createContextual(context, property)
                    : context.handleSecondaryContextualization(
                            _delegatee, property, context.constructType(handledType()));
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            boolean isText = parser.hasToken(JsonToken.VALUE_STRING);
            if (!isText || parser.getString().chars().allMatch(Character::isDigit)) {
                return context.reportInputMismatch(this, "no text of a time");
            }
            return super.deserialize(parser, context);
        }
    }
}
