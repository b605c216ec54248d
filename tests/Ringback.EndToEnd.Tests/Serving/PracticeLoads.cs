using Ringback.Catalogue.Loads;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.Simulation.Practice;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>The practice packages that the tests serve.</summary>
internal static class PracticeLoads
{
    internal const string Sccp = "P0030801SR02";
    internal const string Sip = "P0S3-8-12-00";

    /// <summary>Images of some tenths of a second, for tests in which the way counts and not the size.</summary>
    internal static PracticeSizes Medium { get; } = new()
    {
        LoaderBytes = 6_000, SccpApplicationBytes = 24_000, ApplicationBytes = 24_000, SingleBytes = 16_000,
    };

    internal static string Write(ScratchFolder folder, string name, PracticeSizes? sizes, params string[] loads)
    {
        string path = folder.Folder(name);
        PracticeLibrary.Write(path, sizes, loads.Select(load => Load.Parse(load)));
        return path;
    }
}
