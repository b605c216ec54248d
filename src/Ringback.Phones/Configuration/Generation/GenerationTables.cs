using System.Reflection;
using Ringback.Phones.Firmware;

namespace Ringback.Phones.Configuration.Generation;

/// <summary>The tables of this folder.</summary>
internal static class GenerationTables
{
    internal static IReadOnlyList<string[]> Rows(string file)
    {
        Assembly assembly = typeof(GenerationTables).Assembly;
        using Stream data = assembly.GetManifestResourceStream($"{typeof(GenerationTables).Namespace}.Data.{file}")!;
        using StreamReader reader = new(data);
        return FirmwareData.Rows(reader);
    }
}
