package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.field.CustomFieldChange;
import io.mce.field.CustomFieldDraft;
import io.mce.field.CustomFields;
import io.mce.field.FieldType;
import io.mce.ingestion.ImportPreview.PreviewColumn;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns of a file that hold custom fields. */
final class ImportFieldsTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    private static final String FILE =
        """
        Name,Phone,Limite,Pool
        Ana,+5511912345678,"1.234,50",yes
        Bia,+5511912345679,a lot,no
        """;

    @RegisterExtension final MceExtension mce;
    private ImportDesk desk;
    private CustomFields fields;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void desk() {
      desk = new ImportDesk(mce);
      fields = mce.engine().customFields();
    }

    private void define() {
      var field = fields.create(desk.actor(), CustomFieldDraft.of("Budget", FieldType.NUMBER));
      fields.change(desk.actor(), field.id(), CustomFieldChange.none().label("Limite"), 1);
    }

    @Test
    void a_header_that_names_a_field_is_its_column_and_others_are_offered_as_new_fields() {
      define();
      ImportPreview preview = desk.preview(desk.drafted(FILE));
      assertThat(preview.columns())
          .extracting(PreviewColumn::target)
          .containsExactly("name", "phone", "custom.budget", "custom.pool");
      assertThat(preview.columns().get(2).offer()).isEmpty();
      CustomFieldDraft offer = preview.columns().get(3).offer().orElseThrow();
      assertThat(offer.label()).isEqualTo("Pool");
      assertThat(offer.key()).contains("pool");
      assertThat(offer.type()).isEqualTo(FieldType.BOOLEAN);
      assertThat(fields.list(desk.actor())).hasSize(1);
      assertThat(preview.rows().get(1).problems())
          .singleElement()
          .satisfies(error -> assertThat(error.column()).isEqualTo("Limite"));
    }

    @Test
    void a_value_that_is_none_is_left_out_and_told_with_row_column_reason_and_hint() {
      define();
      Import done = desk.imported(FILE);
      assertThat(done.created()).isEqualTo(2);
      assertThat(desk.lead("Ana").metadata()).isEqualTo(Map.of("budget", "1234.5", "pool", "yes"));
      assertThat(desk.lead("Bia").metadata()).isEqualTo(Map.of("pool", "no"));
      assertThat(desk.imports().errors(desk.actor(), done.id(), PageRequest.first()).items())
          .singleElement()
          .satisfies(error -> {
            assertThat(error.row()).isEqualTo(3);
            assertThat(error.column()).isEqualTo("Limite");
            assertThat(error.value()).isEqualTo("a lot");
            assertThat(error.code()).isEqualTo("FIELD_NOT_A_NUMBER");
            assertThat(error.reason()).isEqualTo("This is not a number.");
            assertThat(error.hint()).isEqualTo("Write it like 1234.56 or 1234,56.");
          });
    }

    @Test
    void the_index_by_fields_follows_the_undo_of_an_import() {
      fields.create(desk.actor(), CustomFieldDraft.of("Budget", FieldType.NUMBER));
      desk.imported("Name,Phone,Budget\nAna,+5511912345678,\nBia,+5511912345679,7\n");
      Import second =
          desk.imported("Name,Phone,Budget\nAna,+5511912345678,5\nCaio,+5511912345677,9\n");
      assertThat(indexed()).containsExactly(5.0, 7.0, 9.0);

      desk.undone(second.id());

      assertThat(desk.lead("Ana").metadata()).isEmpty();
      assertThat(indexed()).containsExactly(7.0);
    }

    /** What the index holds of leads that are there. */
    private List<Double> indexed() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              desk.actor().organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select v.number_value from mce_lead_field v join mce_lead l
                            on l.organization_id = v.organization_id and l.id = v.lead_id
                          where v.organization_id = :organizationId and l.deleted_at is null
                          order by v.number_value
                          """)
                      .mapTo(Double.class)
                      .list());
    }
  }
}
