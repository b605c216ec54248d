using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Generation;

/// <summary>One phone for which files are wanted.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Load">The load that it runs or shall run; the files fit this load.</param>
/// <param name="Mac">Its address, which is in the names of its files.</param>
/// <param name="Settings">What it is to be set to.</param>
public sealed record ConfigurationRequest(
    PhoneModel Model, Load Load, MacAddress Mac, PhoneSettings Settings)
{
    /// <summary>
    /// The image that the profile of a 7902, 7905, 7912 or ATA sends it to; null for the load's own file with the day
    /// in its name as image id (sources.md other-phones §1.4).
    /// </summary>
    public ProfileUpgrade? Upgrade { get; init; }

    /// <summary>
    /// Whether the phone may still run the other protocol when it reads the files: a Java phone's file then holds what
    /// both need, and a 7905 or 7912 that goes to SIP gets XML files that do not call it back (sources.md other-phones
    /// §2.9, §1.4). That one file serves both is a conclusion and was never tried on a phone.
    /// </summary>
    public bool ServesBothProtocols { get; init; }

    /// <summary>
    /// Whether the phone shall take its address and its server from the network that it is in, where its file can say
    /// so: that of a 7902, 7905 or 7912 (sources.md other-phones §7). For a phone with the fixed address of another
    /// network.
    /// </summary>
    public bool TakesNetworkByDhcp { get; init; }
}

/// <summary>An image that a profile names.</summary>
/// <param name="ImageId">A number other than the last one that the phone has applied.</param>
/// <param name="File">The image's file name.</param>
public sealed record ProfileUpgrade(uint ImageId, string File);
