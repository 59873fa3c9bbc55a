package io.mce.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.mce.kernel.Cursor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Parsed;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.lead.DraftFuzz;
import io.mce.lead.LeadDraft;
import io.mce.persistence.Json;
import io.mce.spi.WebhookRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parsers of everything that comes from outside, each given arbitrary bytes: they read them or
 * refuse them as INVALID, and throw nothing else. {@link ParserFuzzTest} feeds them from a seed,
 * {@link JazzerTest} by what the inputs reach.
 */
public enum ParserFuzz {
  /** A file, its headers and its rows, up to the leads. */
  CSV {
    @Override
    void parse(byte[] bytes) {
      CsvFile file = csv(bytes);
      FieldMapping mapping = FieldMapping.guess(file.headers());
      long rows = 0;
      try (CsvReader reader = file.open()) {
        Optional<CsvRow> row = reader.next();
        while (row.isPresent()) {
          read(LeadFields.ofRow(mapping, row.get()));
          rows++;
          row = reader.next();
        }
      }
      require(file.countRows() == rows, "rows read are rows counted");
      mapping.requireUsable();
    }
  },

  /** A body of JSON as hooks and the API take it. */
  JSON {
    @Override
    void parse(byte[] bytes) {
      JsonNode body;
      try {
        body = Json.read(text(bytes), JsonNode.class);
      } catch (IllegalArgumentException e) {
        return; // What intake and hooks catch.
      }
      LeadFields.allOf(body).forEach(ParserFuzz::read);
    }
  },

  /** The fields of a form. */
  FORM {
    @Override
    void parse(byte[] bytes) {
      Map<String, List<String>> form = new HashMap<>();
      for (String pair : text(bytes).split("&", -1)) {
        String[] parts = pair.split("=", 2);
        form.put(parts[0], List.of(parts[parts.length - 1]));
      }
      read(LeadFields.ofForm(form));
    }
  },

  /** A phone number. */
  PHONE {
    @Override
    void parse(byte[] bytes) {
      for (String region : List.of("IN", "BR", "AR", "MX", "US")) {
        Parsed<PhoneNumber> parsed = PhoneNumbers.parse(text(bytes), region);
        parsed
            .toOptional()
            .ifPresent(number -> {
              PhoneNumber canonical = PhoneNumbers.variantCanonical(number);
              require(
                  PhoneNumbers.variantCanonical(canonical).equals(canonical), "one canonical form");
              PhoneNumbers.format(number);
              PhoneNumbers.endsWith(number, text(bytes));
            });
      }
    }
  },

  /** An e-mail address. */
  EMAIL {
    @Override
    void parse(byte[] bytes) {
      EmailAddress.parse(text(bytes))
          .toOptional()
          .ifPresent(email ->
              require(
                  EmailAddress.parse(email.address()).toOptional().equals(Optional.of(email)),
                  "an address is read as itself"));
    }
  },

  /** A draft with the text in every field. */
  DRAFT {
    @Override
    void parse(byte[] bytes) {
      String text = text(bytes);
      String[] parts = text.split("\n", -1);
      String last = parts[parts.length - 1];
      DraftFuzz.read(
          LeadDraft.of(parts[0], last)
              .email(parts[parts.length / 2])
              .company(text)
              .source(last)
              .externalId(text)
              .tags(Set.copyOf(Arrays.asList(parts)))
              .metadata(Map.of(text, last)),
          "IN");
    }
  },

  /** The position in a list. */
  CURSOR {
    @Override
    void parse(byte[] bytes) {
      for (int size = 1; size <= 3; size++) {
        int values = size;
        ifValid(() -> Cursor.parse(text(bytes), values).idAt(0));
        ifValid(() -> Cursor.parse(text(bytes), values).longAt(0));
        ifValid(() -> PageRequest.of(10, text(bytes)).cursor(values));
      }
    }
  },

  /** The signature of a delivery, in its headers and in its body. */
  SIGNATURE {
    @Override
    void parse(byte[] bytes) {
      String text = text(bytes);
      Map<String, List<String>> headers =
          List.of("X-Hub-Signature-256", "Typeform-Signature", "Webhook-Id", "Content-Type")
              .stream()
              .collect(Collectors.toMap(name -> name, name -> List.of(text)));
      WebhookRequest request =
          new WebhookRequest(
              "POST",
              URI.create("http://localhost/api/hooks/key"),
              headers,
              Map.of(),
              bytes,
              Instant.EPOCH);
      for (HookSignature signature : HookSignature.values()) {
        boolean genuine = signature.isGenuine(request, "a-secret-of-our-own");
        require(genuine == (signature == HookSignature.NONE), "nobody signs by chance");
        signature.eventId(request);
      }
    }
  },

  /** A name of a column, and what stands in a cell. */
  TEXT {
    @Override
    void parse(byte[] bytes) {
      String text = text(bytes);
      String clean = TypedText.clean(text);
      require(TypedText.clean(clean).equals(clean), "cleaning twice changes nothing more");
      TypedText.present(text);
      TypedText.presentAddress(text);
      TypedText.key(text);
      LeadField.ofHeader(text);
      FieldMapping.of(List.of(text, "Phone"), Map.of("Phone", "phone"));
    }
  };

  /** Names the parser that {@link #fuzzerTestOneInput} is about. */
  static final String PARSER = "mce.fuzz.parser";

  /** Reads or refuses; anything thrown but INVALID is a fault. */
  abstract void parse(byte[] bytes);

  /** The entry of Jazzer, in a process of its own for the parser of this property. */
  public static void fuzzerTestOneInput(byte[] data) {
    valueOf(System.getProperty(PARSER)).check(data);
  }

  /** Lets a parser read or refuse. */
  void check(byte[] bytes) {
    ifValid(() -> parse(bytes));
  }

  private static void ifValid(Runnable parsing) {
    try {
      parsing.run();
    } catch (MceException e) {
      require(e.code() == ErrorCode.INVALID, "what cannot be read is INVALID");
      require(!String.valueOf(e.getMessage()).isBlank(), "a refusal has a sentence");
    }
  }

  private static CsvFile csv(byte[] bytes) {
    try {
      return CsvFile.of(() -> new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(LeadFields fields) {
    DraftFuzz.read(fields.draft("fuzz"), "IN");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("does not hold: " + what);
    }
  }
}
