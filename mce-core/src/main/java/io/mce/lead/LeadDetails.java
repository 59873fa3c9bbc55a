package io.mce.lead;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.PhoneNumber;
import io.mce.project.ProjectId;
import io.mce.spi.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A draft that was read: in the form in which it is stored, with at least one thing by which the
 * lead is known again.
 *
 * @param name may be blank
 * @param channelIds names on channels that are neither a phone number nor an e-mail address
 * @param source where it came from, by name
 * @param externalId the source's own id
 */
public record LeadDetails(
    String name,
    Optional<PhoneNumber> phone,
    Optional<EmailAddress> email,
    List<Address> channelIds,
    Optional<String> company,
    String source,
    Optional<String> externalId,
    Set<String> tags,
    Map<String, String> metadata,
    Optional<ProjectId> project) {

  /** Copies the collections and refuses details without anything to know the lead by. */
  public LeadDetails {
    if (phone.isEmpty() && email.isEmpty() && channelIds.isEmpty() && externalId.isEmpty()) {
      throw new IllegalArgumentException("nothing by which the lead could be known again");
    }
    channelIds = List.copyOf(channelIds);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  LeadDetails withProject(ProjectId value) {
    return new LeadDetails(
        name,
        phone,
        email,
        channelIds,
        company,
        source,
        externalId,
        tags,
        metadata,
        Optional.of(value));
  }

  /** The source only: the rest is personal. */
  @Override
  public String toString() {
    return "LeadDetails[" + source + "]";
  }
}
