using System.Reflection;
using Ringback.Phones.Firmware;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>The tables of this folder.</summary>
internal static class RouteTables
{
    internal static IReadOnlyList<string[]> Rows(string file)
    {
        Assembly assembly = typeof(RouteTables).Assembly;
        using Stream data = assembly.GetManifestResourceStream($"{typeof(RouteTables).Namespace}.Data.{file}")!;
        using StreamReader reader = new(data);
        return FirmwareData.Rows(reader);
    }
}
