package io.procpool.it.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Classes by the name of the top-level class they are in, so that a rule can name what it forbids.
 */
final class NamedClasses extends DescribedPredicate<JavaClass> {

  private final Predicate<String> hasName;

  NamedClasses(String description, Predicate<String> hasName) {
    super(description);
    this.hasName = hasName;
  }

  /** These classes, with all that is nested in them. */
  static NamedClasses named(String... names) {
    return new NamedClasses("in " + String.join(", ", names), Set.of(names)::contains);
  }

  @Override
  public boolean test(JavaClass javaClass) {
    String name = javaClass.getName();
    int nested = name.indexOf('$');
    return hasName.test(nested < 0 ? name : name.substring(0, nested));
  }
}
