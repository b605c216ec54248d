using System.Net;
using Ringback.Catalogue;

namespace Ringback.Phones.Events;

/// <summary>A phone looks for a machine that is not here, and this computer has taken the machine's address.</summary>
public sealed record AddressTaken : PhoneEvent
{
    /// <summary>The address that was taken.</summary>
    public required IPAddress Taken { get; init; }

    /// <summary>The network card that has it now.</summary>
    public required string Card { get; init; }
}

/// <summary>A phone looks for a machine, and its address is not taken.</summary>
public sealed record AddressNotTaken : PhoneEvent
{
    /// <summary>The address that it looks for.</summary>
    public required IPAddress Sought { get; init; }

    /// <summary>Who has it; null when nobody on this wire has.</summary>
    public MacAddress? Owner { get; init; }

    /// <summary>Why not, in words for a person.</summary>
    public required string Because { get; init; }
}

/// <summary>An address that was taken for a phone was given back.</summary>
public sealed record AddressGivenBack : PhoneEvent
{
    /// <summary>The address.</summary>
    public required IPAddress Given { get; init; }

    /// <summary>The network card that had it.</summary>
    public required string Card { get; init; }

    /// <summary>Why, in words for a person.</summary>
    public required string Because { get; init; }
}
