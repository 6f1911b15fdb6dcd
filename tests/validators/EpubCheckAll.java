import com.adobe.epubcheck.tool.EpubChecker;

/** Checks EPUB files with EPUBCheck, all in one virtual machine; exit status 1 when one has an error or a warning. */
public class EpubCheckAll {
    public static void main(String[] files) {
        int worst = 0;
        for (String file : files) {
            System.err.println("== " + file);
            worst = Math.max(worst, new EpubChecker().run(new String[] {file, "--failonwarnings"}));
        }
        System.exit(worst == 0 ? 0 : 1);
    }
}
