using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet;

/// <summary>What a file of phones is read for.</summary>
public enum FleetUse
{
    /// <summary>To write the files of the load in <c>to</c>, which may be any that a phone can run.</summary>
    Configure,

    /// <summary>To lead the phones to <c>to</c>, which must be a goal.</summary>
    Lead,
}

/// <summary>One phone of a fleet file.</summary>
/// <param name="Mac">Its address.</param>
/// <param name="Model">What it is.</param>
/// <param name="To">What it is to run.</param>
/// <param name="Settings">What it is to be set to: its own fields, and the defaults for the others.</param>
public sealed record FleetPhone(MacAddress Mac, PhoneModel Model, Goal To, PhoneSettings Settings)
{
    /// <summary>What it is to be led to; null where the file is not read for that.</summary>
    public Goal? Goal { get; init; }

    internal IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>The line where it begins.</summary>
    public int Line { get; init; }

    /// <summary>
    /// The line of a field, <c>lines[2].password</c>; of what holds it, or of the phone, where it is not there.
    /// </summary>
    public int LineOf(string field)
    {
        for (string path = field; path.Length > 0; path = path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)])
        {
            if (Lines.TryGetValue(path, out int line)) return line;
        }

        return Line;
    }
}

/// <summary>What reading a fleet file came to.</summary>
/// <param name="Phones">The phones; none when there are errors.</param>
/// <param name="Errors">All errors at once.</param>
public sealed record FleetReading(IReadOnlyList<FleetPhone> Phones, IReadOnlyList<Problem> Errors);
