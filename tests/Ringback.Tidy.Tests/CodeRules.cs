using System.Text.RegularExpressions;

namespace Ringback.Tidy.Tests;

/// <summary>
/// The rules about C# text, apart from the files they are applied to, so that each can be shown to bite. They look at
/// text and not at syntax trees: rough, fast, and understood at a glance.
/// </summary>
internal static partial class CodeRules
{
    /// <summary>Lines in a file at most.</summary>
    public const int MaxLines = 400;

    /// <summary>Columns in a line at most.</summary>
    public const int MaxColumns = 120;

    // Split, so that this file does not break its own rule.
    private static readonly string[] Unfinished =
        ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];

    /// <summary>Length, line ends, tabs and the last line.</summary>
    public static IEnumerable<string> Layout(RepositoryFile file)
    {
        if (file.Text.Contains('\r', StringComparison.Ordinal)) yield return file.At(1, "has CR line ends");
        if (!file.Text.EndsWith('\n')) yield return file.At(file.Lines.Length, "has no line end at its end");
        if (file.Lines.Length - 1 > MaxLines) yield return file.At(MaxLines + 1, $"has {file.Lines.Length - 1} lines");
        for (int i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].Length > MaxColumns) yield return file.At(i + 1, $"has {file.Lines[i].Length} columns");
            if (file.Lines[i].Contains('\t', StringComparison.Ordinal)) yield return file.At(i + 1, "has a tab");
        }
    }

    /// <summary>A file-scoped namespace that says where the file is. A file without types needs none.</summary>
    public static IEnumerable<string> Namespace(RepositoryFile file)
    {
        string expected = string.Join('.', file.Path.Split('/')[1..^1]);
        Match found = NamespaceLine().Match(file.Text);
        if (!found.Success)
        {
            if (TypeLine().Match(file.Text) is { Success: true } type)
            {
                yield return file.At(file.LineAt(type.Index), $"has no 'namespace {expected};'");
            }
        }
        else if (found.Groups["end"].Value != ";")
        {
            yield return file.At(file.LineAt(found.Index), $"wants the one-line form 'namespace {expected};'");
        }
        else if (found.Groups["name"].Value != expected)
        {
            yield return file.At(file.LineAt(found.Index), $"is in {found.Groups["name"].Value}, not {expected}");
        }
    }

    /// <summary>Names that say nothing.</summary>
    public static IEnumerable<string> EmptyNames(RepositoryFile file)
    {
        if (EmptyName().IsMatch(Path.GetFileName(file.Path))) yield return file.At(1, "its name says nothing");
        foreach (Match type in TypeName().Matches(file.Text))
        {
            string name = type.Groups["name"].Value;
            if (EmptyName().IsMatch(name)) yield return file.At(file.LineAt(type.Index), $"{name} says nothing");
        }
    }

    /// <summary>Marks of unfinished work, in comments too.</summary>
    public static IEnumerable<string> UnfinishedWork(RepositoryFile file) =>
        from line in Enumerable.Range(0, file.Lines.Length)
        from word in Unfinished
        where Regex.IsMatch(file.Lines[line], $@"\b{word}\b")
        select file.At(line + 1, word);

    /// <summary>Writing to the terminal.</summary>
    public static IEnumerable<string> Terminal(RepositoryFile file) => Find(file, TerminalCall(), _ => true);

    /// <summary>Calls that are banned and made all the same.</summary>
    public static IEnumerable<string> LiftedBans(RepositoryFile file) => Find(file, LiftedBan(), _ => true);

    /// <summary>Waiting that no test can steer: sleeping, or a delay by the machine's clock.</summary>
    public static IEnumerable<string> Waiting(RepositoryFile file) =>
        Find(file, SleepCall(), _ => true).Concat(
            Find(file, DelayCall(), call => !SaysTime(call.Groups["second"].Value)));

    /// <summary>Any delay at all: a test waits for what happens.</summary>
    public static IEnumerable<string> AnyDelay(RepositoryFile file) => Find(file, DelayCall(), _ => true);

    /// <summary>Tests that are switched off.</summary>
    public static IEnumerable<string> SwitchedOff(RepositoryFile file) => Find(file, SkipArgument(), _ => true);

    /// <summary>A catch that has no condition and does nothing.</summary>
    public static IEnumerable<string> SilentCatch(RepositoryFile file) => Find(file, EmptyCatch(), _ => true);

    /// <summary>Memory that nothing checks: pointers, and what goes around the checks of the runtime.</summary>
    public static IEnumerable<string> UncheckedMemory(RepositoryFile file) => Find(file, UncheckedCall(), _ => true);

    /// <summary>Memory of the stack whose size is not written down: a stranger may choose it.</summary>
    public static IEnumerable<string> StackOfAnySize(RepositoryFile file) => Find(file, StackSize(), _ => true);

    private static bool SaysTime(string argument) => argument.Contains("time", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Find(RepositoryFile file, Regex pattern, Func<Match, bool> wrong)
    {
        // Comments may speak of what code may not do. They are blanked, so that positions stay true.
        string code = Comment().Replace(file.Text, match => new string(' ', match.Length));
        return from match in pattern.Matches(code)
               where wrong(match)
               let line = file.LineAt(match.Index)
               select file.At(line, file.Lines[line - 1].Trim());
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*(?<end>;|\{|$)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^((public|internal|sealed|static|abstract|readonly|partial|ref)\s+)*(class|record|struct|enum|interface)\s",
        RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^[^/""]*\b(class|record|struct|enum|interface)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    // A call manager is what an SCCP phone registers with, and no fault of ours.
    [GeneratedRegex("(?<!Call)Manager|Helper|Util(s|ity|ities)?(?![a-z])")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"(pragma\s+warning\s+disable|SuppressMessage|NoWarn).*RS0030|pragma\s+warning\s+disable\s*$",
        RegexOptions.Multiline)]
    private static partial Regex LiftedBan();

    [GeneratedRegex(@"\bConsole\.(Write|Out\b|Error\b|Set|Open)|\bAnsiConsole\b|\bSpectre\.Console\b")]
    private static partial Regex TerminalCall();

    [GeneratedRegex(@"\bThread\.Sleep\b")]
    private static partial Regex SleepCall();

    [GeneratedRegex(@"\bTask\.Delay\s*\((?<first>(?:[^(),]|\([^()]*\))*)(,(?<second>(?:[^(),]|\([^()]*\))*))?")]
    private static partial Regex DelayCall();

    [GeneratedRegex(@"(?<=[(,]\s*)Skip\s*=(?!=)")]
    private static partial Regex SkipArgument();

    [GeneratedRegex(@"\bunsafe\b|\bUnsafe\.|\bNativeMemory\b|\bMemoryMarshal\.(?!Write\b|Read\b|Cast\b|AsBytes\b)"
        + @"|\bMarshal\.(Copy|Alloc|Read|Write|Ptr|Structure|Unsafe)")]
    private static partial Regex UncheckedCall();

    // A constant begins with a capital letter, and so do the calls and sums of constants that are allowed.
    [GeneratedRegex(@"\bstackalloc\s+\w+\s*\[(?!\s*[A-Z0-9])")]
    private static partial Regex StackSize();

    [GeneratedRegex(@"\bcatch\s*(\([^()]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    // Not after ':' or '"', where two slashes are an address and not a comment.
    [GeneratedRegex(@"(?<![:""])//[^\n]*")]
    private static partial Regex Comment();
}
