/** CSV imports over HTTP: upload, progress, report. */
@NullMarked
package io.mce.app.imports;

import org.jspecify.annotations.NullMarked;
