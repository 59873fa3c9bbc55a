package io.mce.segment;

import io.mce.field.CustomField;
import io.mce.field.CustomFieldId;
import io.mce.field.CustomFields;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.segment.LeadCondition.All;
import io.mce.segment.LeadCondition.Any;
import io.mce.segment.LeadCondition.Field;
import io.mce.segment.LeadCondition.Not;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Conditions name custom fields of the organization itself only, by which leads can be found. */
final class ConditionFields {

  private final CustomFields fields;

  @Inject
  ConditionFields(CustomFields fields) {
    this.fields = fields;
  }

  /** Refuses a definition with a field that is not there, was archived, or is kept sealed. */
  void require(OrganizationId organizationId, SegmentDefinition definition) {
    List<Field> wanted = fields(definition.where()).distinct().toList();
    if (wanted.isEmpty()) {
      return;
    }
    List<CustomField> active = fields.active(organizationId);
    for (Field condition : wanted) {
      CustomField field =
          active.stream()
              .filter(each -> each.id().equals(condition.id()))
              .findFirst()
              .or(() -> fields.find(organizationId, condition.id()))
              .orElseThrow(() -> fault("A custom field in the conditions is not there."));
      problem(field, condition)
          .ifPresent(sentence -> {
            throw fault(sentence);
          });
    }
  }

  /** Refuses a column of a list that is no field of the organization. */
  void requireThere(OrganizationId organizationId, CustomFieldId id) {
    if (fields.find(organizationId, id).isEmpty()) {
      throw MceException.invalid("columns", "A custom field in the columns is not there.");
    }
  }

  private static Optional<String> problem(CustomField field, Field condition) {
    String name = "The custom field \"" + field.label() + "\" ";
    if (field.isArchived()) {
      return Optional.of(name + "is archived: restore it, or take its condition out.");
    }
    if (!field.isIndexed()) {
      return Optional.of(name + "is sensitive: leads cannot be found by it.");
    }
    return field.type() == condition.type()
        ? Optional.empty()
        : Optional.of(name + "is of type " + field.type() + ", not " + condition.type() + ".");
  }

  private static MceException fault(String sentence) {
    return MceException.invalid("definition", sentence);
  }

  /** The conditions on fields in a condition. */
  static Stream<Field> fields(LeadCondition condition) {
    return switch (condition) {
      case All all -> all.of().stream().flatMap(ConditionFields::fields);
      case Any any -> any.of().stream().flatMap(ConditionFields::fields);
      case Not not -> fields(not.of());
      case Field field -> Stream.of(field);
      default -> Stream.empty();
    };
  }
}
