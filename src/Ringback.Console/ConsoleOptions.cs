using System.Net;

namespace Ringback.Console;

/// <summary>How the console is set up.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Where it listens; this computer only, unless somebody says otherwise.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [IPAddress.Loopback];

    /// <summary>Its port; 0 takes any free one.</summary>
    public required int Port { get; init; }

    /// <summary>A certificate in PEM with its key, for HTTPS; null for plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>The folder for what the console keeps: the hash of its token, and when the bench was cleared.</summary>
    public required string Data { get; init; }

    /// <summary>True to make a new token in the place of the one that is kept.</summary>
    public bool NewToken { get; init; }

    /// <summary>
    /// How long a page and the program may hear nothing of each other before they take each other for gone. A program
    /// that ended is noticed at once; this is for a cable that was pulled.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True when a token is asked for: whoever listens beyond this computer is not alone.</summary>
    public bool AsksForToken => !Addresses.All(IPAddress.IsLoopback);
}
