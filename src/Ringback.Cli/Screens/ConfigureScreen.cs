using System.Globalization;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Configuring;
using Ringback.Cli.Exits;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Generation;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Screens;

/// <summary>What <c>configure</c> has written, for a person.</summary>
internal static class ConfigureScreen
{
    internal static void Show(
        IReadOnlyList<ConfigurationRequest> requests, IReadOnlyList<OutputFile> files,
        IReadOnlyList<Problem> problems)
    {
        foreach (ConfigurationRequest request in requests)
            Output.Say($"{request.Mac}: a {request.Model.Model} with {request.Load} ({request.Load.HumanVersion}).");
        foreach (OutputFile file in files)
        {
            string did = file.State switch
            {
                OutputState.New => "wrote",
                OutputState.Same => "same",
                _ => "replaced",
            };
            Output.Say($"  {did}", StoryTone.Plain, $"{file.Path}: it {file.File.Why}");
        }

        // What holds for a whole bench is said once.
        foreach (IGrouping<(ProblemSeverity Severity, string? Setting, string Message), Problem> alike in
            problems.GroupBy(r => (r.Severity, r.Place?.Setting, r.Message)).OrderByDescending(g => g.Key.Severity))
        {
            bool isNote = alike.Key.Severity is ProblemSeverity.Info;
            Problem first = alike.First();
            string[] macs = [.. alike.Select(r => r.Place?.Mac?.ToString()).OfType<string>().Distinct()];
            Output.Say(isNote ? "  note" : "  warning", isNote ? StoryTone.Plain : StoryTone.Attention,
                macs.Length < 2
                    ? first.ToString()
                    : $"{string.Join(", ", macs)}: {first.Place?.Setting}: {first.Message} {first.Advice}");
        }
    }

    /// <summary>What no source describes.</summary>
    internal static int Refuse(IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons) Output.Complain(reason);
        return Output.Complain(Nothing(reasons.Count), ExitCode.Refused);
    }

    /// <summary>Lines that cannot be read, settings that no phone can take, loads that cannot be configured.</summary>
    internal static int Refuse(IReadOnlyList<Problem> problems)
    {
        Problem[] errors = [.. problems.Where(r => r.Severity is ProblemSeverity.Error)];
        foreach (Problem error in errors) Output.Complain(error.ToString());
        bool isImpossible = Array.TrueForAll(errors,
            e => e is { Code: ProblemCode.SettingNotTaken, Place.Setting: "to" });
        return Output.Complain(Nothing(errors.Length), isImpossible ? ExitCode.Refused : ExitCode.Unusable);
    }

    /// <summary>Files that somebody else may have written.</summary>
    internal static int RefuseDifferent(IReadOnlyList<OutputFile> files)
    {
        string[] different = [.. files.Where(f => f.State is OutputState.Different).Select(f => f.Path)];
        return Output.Complain($"{string.Join(", ", different)} would be replaced by something else, so nothing is "
            + "written. Look at it, and give --force or another --out.", ExitCode.Refused);
    }

    private static string Nothing(int errors) => string.Create(CultureInfo.InvariantCulture,
        $"{errors} {(errors == 1 ? "error" : "errors")}; nothing is written.");
}
