/** Tests of the Google Sheets source. */
@NullMarked
package io.mce.sheets;

import org.jspecify.annotations.NullMarked;
