package io.mce.spi;

/** The ability to hand a template to the carrier for approval. */
@Experimental
public interface TemplateSubmission {

  /**
   * Hands it in; blocks. What becomes of it is told by a {@link TemplateNotice}, and by {@link
   * TemplateCatalog}. Handing in a name and language that exist is refused, not repeated.
   *
   * @return the template as the carrier took it, often still under review; the carrier may have
   *     chosen another category
   * @throws ProviderException when it was refused, or OUTCOME_UNKNOWN
   */
  CatalogTemplate submit(TemplateDraft draft);
}
