using Ringback.Catalogue.Problems;

namespace Ringback.Workbench.Fleet;

/// <summary>Collects what is wrong with one file.</summary>
/// <param name="file">The file.</param>
/// <param name="guide">The page that describes such files.</param>
internal sealed class FleetErrors(string file, string guide = "docs/configure.md")
{
    // A file of another kind is wrong on every line, and nobody reads a thousand sentences.
    private const int Most = 100;

    private readonly List<Problem> _errors = [];

    internal string Guide => guide;

    internal IReadOnlyList<Problem> All => _errors;

    internal bool Any => _errors.Count > 0;

    internal void Add(int line, string field, string message, string advice)
    {
        if (_errors.Count < Most)
        {
            _errors.Add(Problem.Of(ProblemCode.SettingsFileUnreadable, message, advice)
                with { Place = new ProblemPlace(file, line > 0 ? line : null, Setting: field) });
        }
        else if (_errors.Count == Most)
        {
            _errors.Add(Problem.OfFile(ProblemCode.SettingsFileUnreadable, file, null,
                "There are more errors than these.", "Mend these first."));
        }
    }
}
