using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ringback.Files.Text;
using Ringback.Workbench.Bench;

namespace Ringback.Cli;

/// <summary>
/// What somebody sends us of a fault: the version, the machine, the verb, the names of options, the exceptions with
/// their stacks. No value that was typed, nothing that a message quotes, no folder of this computer.
/// </summary>
internal static partial class FaultReport
{
    /// <summary>Exceptions within exceptions.</summary>
    private const int MostExceptions = 8;

    /// <summary>A stack that ran over is the same few lines a thousand times.</summary>
    private const int MostFrames = 200;

    /// <summary>Shorter ones are words and numbers that stand everywhere.</summary>
    private const int ShortestSecret = 3;

    internal static IReadOnlyList<string> Lines(FaultScene scene, Exception e)
    {
        string options = scene.Options.Count == 0 ? "none" : string.Join(' ', scene.Options);
        List<string> lines =
        [
            "A fault in Ringback. Values, quoted texts and folders are left out; please look whether anything is left",
            "that you would rather not show.",
            "",
            $"Version:   {RunningWorkbench.Version}",
            $"System:    {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, "
                + RuntimeInformation.FrameworkDescription,
            $"Verb:      {scene.Verb}",
            string.Create(CultureInfo.InvariantCulture, $"Options:   {options}; other values: {scene.Arguments}"),
        ];
        foreach (Exception one in WithInner(e).Take(MostExceptions))
        {
            lines.Add("");
            lines.Add($"{one.GetType().FullName}: {WithoutSecrets(one.Message, scene)}");
            string[] frames = (one.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.AddRange(frames.Take(MostFrames).Select(f => Folder().Replace(f.TrimEnd(), " in ")));
        }

        return [.. lines.Select(VisibleText.Line)];
    }

    private static IEnumerable<Exception> WithInner(Exception e) => e is AggregateException many
        ? many.InnerExceptions.SelectMany(WithInner).Prepend(e)
        : e.InnerException is { } inner ? WithInner(inner).Prepend(e) : [e];

    private static string WithoutSecrets(string message, FaultScene scene)
    {
        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        foreach (string secret in scene.Secrets.Append(home).OrderByDescending(s => s.Length))
        {
            if (secret.Length >= ShortestSecret)
                message = message.Replace(secret, "(left out)", StringComparison.OrdinalIgnoreCase);
        }

        return Path().Replace(Quoted().Replace(message, "'(left out)'"), "(left out)");
    }

    // From the first quote to the last one of its kind: what is quoted may hold quotes itself.
    [GeneratedRegex("""'.*'|".*"|‘.*’|“.*”""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""(?<![\w.])(?:[A-Za-z]:\\|/)[^\s:*?<>|]+""")]
    private static partial Regex Path();

    // Where the sources lay when this was built.
    [GeneratedRegex(@" in .*[\\/](?=[^\\/]+:line )")]
    private static partial Regex Folder();
}
