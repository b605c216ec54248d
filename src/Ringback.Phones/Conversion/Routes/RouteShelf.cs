using Ringback.Catalogue;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>The sound files at hand, by the names that phones ask for.</summary>
public sealed class RouteShelf
{
    private const string TwinAssumption = "unsigned-twin-is-the-signed-image-without-its-header";

    private readonly Dictionary<string, FirmwareFile> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _twins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of these packages.</summary>
    public RouteShelf(IReadOnlyList<FirmwarePackage> packages, PhoneCatalogue catalogue)
    {
        foreach (PackageFile part in packages.SelectMany(p => p.Files))
        {
            if (part.File is { HasError: false } file) _files.TryAdd(part.Name, file);
        }

        foreach (FirmwareFile twin in packages.Select(p => p.UnsignedTwin).OfType<FirmwareFile>())
        {
            if (!twin.HasError) _files.TryAdd(twin.FileName, twin);
        }

        if (!catalogue.Assumes(TwinAssumption)) return;
        foreach (FirmwarePackage package in packages.Where(p => p.LoaderBinDerivable))
            _twins.Add($"{package.Loader?.Text ?? package.Load}.bin");
    }

    /// <summary>A firmware file and where it comes from.</summary>
    public RouteFile Take(string name, string why)
    {
        if (_files.ContainsKey(name)) return new RouteFile(name, why, RouteFileSource.Library);
        return _twins.Contains(name)
            ? new RouteFile(name, why + "; made from the .sbn, which is the same bytes behind a header (assumed)",
                RouteFileSource.Made)
            : new RouteFile(name, why, RouteFileSource.Missing);
    }

    /// <summary>A file that is written for the phone.</summary>
    public static RouteFile Write(string name, string why, string? says) =>
        new(name, why, RouteFileSource.Made) { Says = says, IsWritten = true };
}
