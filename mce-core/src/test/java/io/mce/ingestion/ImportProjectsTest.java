package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.field.CustomFieldDraft;
import io.mce.field.FieldType;
import io.mce.kernel.PageRequest;
import io.mce.lead.CaptureScope;
import io.mce.lead.Lead;
import io.mce.project.Project;
import io.mce.project.ProjectDraft;
import io.mce.testing.MceExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that name what their leads are interested in. */
final class ImportProjectsTest {

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
        Nome,Telefone,Empreendimento
        Ana,+5511912345678,palm
        Bo,+5511912345679,PAML
        Cid,+5511912345670,
        """;

    @RegisterExtension final MceExtension mce;
    private ImportDesk desk;
    private Project palm;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void desk() {
      desk = new ImportDesk(mce);
      palm = mce.engine().projects().create(desk.actor(), ProjectDraft.of("PALM", "Palm Grove"));
    }

    private List<ImportError> errors(ImportId id) {
      return desk.imports().errors(desk.actor(), id, PageRequest.first()).items();
    }

    @Test
    void a_column_is_recognized_and_an_unknown_code_is_told_with_row_and_hint() {
      for (String header :
          List.of("Project", "projeto", "Nome do Empreendimento", "Proyecto", "परियोजना")) {
        assertThat(LeadField.ofHeader(header)).as(header).contains(LeadField.PROJECT);
      }
      Import done = desk.imported(FILE);

      assertThat(done.created()).isEqualTo(3);
      assertThat(desk.lead("Ana").project()).contains(palm.id());
      assertThat(desk.lead("Bo").project()).isEmpty();
      assertThat(errors(done.id()))
          .extracting(ImportError::row, ImportError::column, ImportError::value, ImportError::hint)
          .containsExactly(tuple(3L, "Empreendimento", "PAML", "Did you mean PALM (Palm Grove)?"));
    }

    @Test
    void where_each_row_must_name_one_the_others_are_rejected_and_mended() {
      ImportTerms required = ImportTerms.USUAL.mapping(Map.of("Empreendimento", "requiredProject"));
      ImportId draft = desk.drafted(FILE);
      desk.imports()
          .preview(
              desk.actor(), draft, Optional.of(required.mapping()), CaptureScope.CREATE_AND_UPDATE);
      mce.runDue();
      assertThat(desk.get(draft).check().counts().rejected()).isEqualTo(2);

      Import done = desk.imported(required, FILE);

      assertThat(done.created()).isEqualTo(1);
      assertThat(done.rejected()).isEqualTo(2);
      assertThat(errors(done.id()))
          .extracting(ImportError::row, ImportError::column, ImportError::code)
          .containsExactly(
              tuple(3L, "Empreendimento", "UNKNOWN_PROJECT"),
              tuple(4L, "Empreendimento", "NO_PROJECT"));
      Import mended =
          desk.imported(
              required,
              desk.errorFile(done.id()).replace("PAML", "PALM").replace("5670,", "5670,PALM"));
      assertThat(mended.rejected()).isZero();
      assertThat(desk.leads()).extracting(Lead::project).allMatch(Optional::isPresent);
    }

    @Test
    void a_column_of_a_field_of_their_own_stays_that() {
      mce.engine()
          .customFields()
          .create(desk.actor(), CustomFieldDraft.of("Empreendimento", FieldType.TEXT));
      desk.imported(FILE);
      assertThat(desk.lead("Bo").metadata()).containsEntry("empreendimento", "PAML");
      assertThat(desk.leads()).extracting(Lead::project).allMatch(Optional::isEmpty);
    }

    @Test
    void an_undone_import_takes_its_project_back() {
      desk.imported("Name,Phone\nAna,+5511912345678\n");
      Import second = desk.imported("Name,Phone,Project\nAna,+5511912345678,PALM\n");
      assertThat(desk.lead("Ana").project()).contains(palm.id());
      desk.undone(second.id());
      assertThat(desk.lead("Ana").project()).isEmpty();
    }
  }
}
