import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks the validation core of veraPDF whether files are what they claim: `Verapdf 2a,ua1 FILE…`; ends with 1 if one is not. */
public class Verapdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean isGood = true;
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(name);
            for (int at = 1; at < arguments.length; at++) {
                isGood &= conforms(arguments[at], flavour);
            }
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean conforms(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidationResult found = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            if (!found.isCompliant()) {
                System.out.println(file + " is not " + flavour);
            }
            for (TestAssertion test : found.getTestAssertions()) {
                if (test.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
                    System.out.println("  " + rule + " " + test.getMessage() + " at " + test.getLocation().getContext());
                }
            }
            return found.isCompliant();
        }
    }
}
