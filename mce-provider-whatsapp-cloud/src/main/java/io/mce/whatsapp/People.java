package io.mce.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who a webhook speaks of. People have a user id that is made for this business, and a phone number
 * where WhatsApp shows it; the number goes first, because it is the same elsewhere.
 */
final class People {

  private static final Pattern PHONE = Pattern.compile("\\+?([1-9][0-9]{6,14})");
  private static final Pattern USER = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9.]{1,140}");

  private People() {}

  /** Whom these texts name, phone numbers before user ids; one of each kind at most. */
  static List<Address> addresses(JsonNode... names) {
    List<Address> phones = new ArrayList<>();
    List<Address> users = new ArrayList<>();
    for (JsonNode name : names) {
      String text = name.asText("").strip();
      if (PHONE.matcher(text).matches()) {
        phones.add(Address.phone(text.startsWith("+") ? text : "+" + text));
      } else if (USER.matcher(text).matches()) {
        users.add(new Address(AddressScheme.WHATSAPP_USER, text));
      }
    }
    return Stream.concat(phones.stream().limit(1), users.stream().limit(1)).toList();
  }

  /** The first of these texts that names somebody, phone numbers before user ids. */
  static Optional<Address> address(JsonNode... names) {
    return addresses(names).stream().findFirst();
  }

  /** What the contacts of a webhook say about a person, or about the only one in it. */
  static JsonNode contact(JsonNode value, JsonNode message) {
    JsonNode contacts = value.path("contacts");
    for (JsonNode contact : contacts) {
      if (same(contact.path("wa_id"), message.path("from"))
          || same(contact.path("user_id"), message.path("from_user_id"))) {
        return contact;
      }
    }
    return contacts.size() == 1 ? contacts.path(0) : contacts.path(-1);
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return !one.asText("").isEmpty() && one.asText("").equals(other.asText(""));
  }
}
