using System.Diagnostics.CodeAnalysis;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Firmware;

/// <summary>What a file's name promises, where its content does not say.</summary>
internal static class FileNames
{
    internal static bool HasExtension(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name up to its last dot.</summary>
    internal static ReadOnlySpan<char> WithoutExtension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.AsSpan(0, dot);
    }

    /// <summary>The load of a name such as <c>P0S3-8-12-00.sb2</c>.</summary>
    internal static bool TryReadLoad(string name, [NotNullWhen(true)] out LoadName? load) =>
        LoadName.TryParse(WithoutExtension(name), out load);

    /// <summary>The load and role that a firmware file's name promises; false for any other name.</summary>
    internal static bool TryReadRole(string name, [NotNullWhen(true)] out LoadName? load, out FirmwareRole role)
    {
        role = default;
        if (!TryReadLoad(name, out load)) return false;
        if (HasExtension(name, ".loads")) role = FirmwareRole.Manifest;
        else if (HasExtension(name, ".sb2")) role = FirmwareRole.Application;
        else if (HasExtension(name, ".sbn") || HasExtension(name, ".bin"))
            role = load.Generation is LoadGeneration.Universal ? FirmwareRole.Loader : FirmwareRole.Combined;
        else return false;
        return true;
    }
}
