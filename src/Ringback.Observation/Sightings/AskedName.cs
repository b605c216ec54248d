using Ringback.Catalogue;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Sightings;

/// <summary>A name that somebody asked for, read once however often it comes.</summary>
internal sealed class AskedName
{
    internal AskedName(byte[] raw, string text, uint hash)
    {
        Raw = raw;
        Text = text;
        Hash = hash;
        RequestedFile file = RequestedFile.Recognise(text);
        Mac = file.Mac;
        Kind = file.Kind;
        IsPhones = file.Kind is not RequestedKind.Other;
        BeginsHunt = file.Kind is RequestedKind.DualBoot or RequestedKind.TrustList or RequestedKind.DefaultManifest;
    }

    /// <summary>As it stands in the log.</summary>
    internal byte[] Raw { get; }

    /// <summary>A number of <see cref="Raw"/>, the same for the same name.</summary>
    internal uint Hash { get; }

    /// <summary>As the phone wrote it, one character to a byte.</summary>
    internal string Text { get; }

    /// <summary>The MAC address in it; null when it carries none.</summary>
    internal MacAddress? Mac { get; }

    /// <summary>What it is.</summary>
    internal RequestedKind Kind { get; }

    /// <summary>True for the names with which phones begin to look for their files.</summary>
    internal bool BeginsHunt { get; }

    /// <summary>True for a name that phones of this maker ask for.</summary>
    internal bool IsPhones { get; }
}
