using Ringback.Catalogue;
using Ringback.Cli.Exits;
using Ringback.Workbench.Fleet;

namespace Ringback.Cli.Input;

/// <summary>A file of phones that the command line names.</summary>
internal static class FleetInput
{
    /// <summary>What is in it, with all its errors.</summary>
    internal static FleetReading Read(
        string path, PhoneCatalogue catalogue, FleetUse use = FleetUse.Configure)
    {
        try
        {
            return FleetFile.Read(InputFile.Existing(path), catalogue, use);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"{path} cannot be read: {e.Message}");
        }
    }
}
