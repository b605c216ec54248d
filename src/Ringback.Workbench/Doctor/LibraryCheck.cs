using Microsoft.Extensions.Logging;
using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Doctor;

/// <summary>Whether there is firmware to serve.</summary>
internal static class LibraryCheck
{
    internal static IReadOnlyList<Problem> Run(DoctorOptions options, ILoggerFactory loggers)
    {
        IReadOnlyList<FirmwarePackage> packages = Directory.Exists(options.Library)
            ? new FolderShelf(null, options.Library, options.Time, loggers.CreateLogger<FolderShelf>())
                .Current.Packages
            : [];
        if (packages.Count == 0)
        {
            return [Checkup.Warning(ProblemCode.LibraryEmpty, $"There is no firmware in the library "
                + $"{options.Library}, so phones can be found but not converted.",
                "Add what you have: ringback library add PATH. To try it without firmware: ringback rehearse.")];
        }

        FirmwarePackage[] broken = [.. packages.Where(p => !p.Complete)];
        int whole = packages.Count - broken.Length;
        List<Problem> found = [];
        if (whole > 0)
        {
            found.Add(Checkup.Ok(ProblemCode.LibraryComplete, $"{whole} {(whole == 1 ? "load is" : "loads are")} "
                + "complete in the library.", [.. packages.Where(p => p.Complete).Select(p => p.Load).Take(10)]));
        }

        if (broken.Length > 0)
        {
            found.Add(Checkup.Warning(ProblemCode.LibraryIncomplete, $"{broken.Length} "
                + $"{(broken.Length == 1 ? "load is" : "loads are")} incomplete: "
                + string.Join(", ", broken.Select(p => p.Load).Take(10)) + ".",
                "See what is missing: ringback library check."));
        }

        return found;
    }
}
