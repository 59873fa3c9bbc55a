package io.mce.spi;

import java.util.List;

/** The ability to list the templates that the carrier has approved for the account. */
@Experimental
public interface TemplateCatalog {

  /**
   * Asks the carrier; blocks.
   *
   * @throws ProviderException when the carrier could not be asked
   */
  List<CatalogTemplate> templates();
}
