package io.mce.lead;

import io.mce.spi.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What someone tells us about a lead, as typed. Immutable; each method returns a changed copy.
 *
 * @param name may be blank
 * @param phone in any usual spelling; without a country code it is of the organization's region
 * @param email in any usual spelling
 * @param channelIds names on channels that are neither a phone number nor an e-mail address
 * @param source where it came from, by name; blank for none
 * @param externalId the source's own id of the lead
 * @param metadata whatever else is known, in order
 * @param project the code of what the lead is interested in, or its id
 */
public record LeadDraft(
    String name,
    Optional<String> phone,
    Optional<String> email,
    List<Address> channelIds,
    Optional<String> company,
    String source,
    Optional<String> externalId,
    Set<String> tags,
    Map<String, String> metadata,
    Optional<String> project) {

  /** Copies the collections. */
  public LeadDraft {
    channelIds = List.copyOf(channelIds);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A person with a phone number. */
  public static LeadDraft of(String name, String phone) {
    return named(name).phone(phone);
  }

  /** A person without anything else yet. */
  public static LeadDraft named(String name) {
    return new LeadDraft(
        name,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "",
        Optional.empty(),
        Set.of(),
        Map.of(),
        Optional.empty());
  }

  /** Someone who wrote to us from this address. */
  public static LeadDraft from(Address address) {
    return named("").address(address);
  }

  /** The same with a way to reach the person. */
  public LeadDraft address(Address address) {
    return switch (address.scheme()) {
      case E164 -> phone(address.value());
      case EMAIL -> email(address.value());
      case WHATSAPP_USER, OPAQUE ->
          new LeadDraft(
              name,
              phone,
              email,
              Stream.concat(channelIds.stream(), Stream.of(address)).toList(),
              company,
              source,
              externalId,
              tags,
              metadata,
              project);
    };
  }

  /** The same with a name. */
  public LeadDraft name(String value) {
    return new LeadDraft(
        value, phone, email, channelIds, company, source, externalId, tags, metadata, project);
  }

  /** The same with a phone number; blank is none. */
  public LeadDraft phone(String value) {
    return new LeadDraft(
        name,
        present(value),
        email,
        channelIds,
        company,
        source,
        externalId,
        tags,
        metadata,
        project);
  }

  /** The same with an e-mail address; blank is none. */
  public LeadDraft email(String value) {
    return new LeadDraft(
        name,
        phone,
        present(value),
        channelIds,
        company,
        source,
        externalId,
        tags,
        metadata,
        project);
  }

  /** The same with a company; blank is none. */
  public LeadDraft company(String value) {
    return new LeadDraft(
        name,
        phone,
        email,
        channelIds,
        present(value),
        source,
        externalId,
        tags,
        metadata,
        project);
  }

  /** The same from a source. */
  public LeadDraft source(String value) {
    return new LeadDraft(
        name,
        phone,
        email,
        channelIds,
        company,
        value.strip(),
        externalId,
        tags,
        metadata,
        project);
  }

  /** The same with the source's own id; blank is none. */
  public LeadDraft externalId(String value) {
    return new LeadDraft(
        name, phone, email, channelIds, company, source, present(value), tags, metadata, project);
  }

  /** The same with these tags. */
  public LeadDraft tags(Set<String> value) {
    return new LeadDraft(
        name, phone, email, channelIds, company, source, externalId, value, metadata, project);
  }

  /** The same with this metadata. */
  public LeadDraft metadata(Map<String, String> value) {
    return new LeadDraft(
        name, phone, email, channelIds, company, source, externalId, tags, value, project);
  }

  /** The same with the code or the id of a project; blank is none. */
  public LeadDraft project(String value) {
    return new LeadDraft(
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        externalId,
        tags,
        metadata,
        present(value));
  }

  private static Optional<String> present(String value) {
    return Optional.of(value.strip()).filter(text -> !text.isEmpty());
  }

  /** The source only: the rest is personal. */
  @Override
  public String toString() {
    return "LeadDraft[" + source + "]";
  }
}
