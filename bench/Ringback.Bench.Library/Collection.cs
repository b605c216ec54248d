using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Bench.Library;

/// <summary>400 practice files of 300 MB: packages of a manifest, a loader twice and an application.</summary>
internal static class Collection
{
    private const int Packages = 100;

    private static readonly PracticeSizes Sizes = new() { LoaderBytes = 200_000, ApplicationBytes = 2_600_000 };

    /// <summary>Writes it and returns its bytes.</summary>
    internal static long Write(string folder)
    {
        IEnumerable<Load> loads = Enumerable.Range(0, Packages)
            .Select(i => Load.Parse(FormattableString.Invariant($"P0S3-08-{i % 50}-0{i / 50}")));
        PracticeLibrary.Write(folder, Sizes, loads);
        return Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length);
    }
}
