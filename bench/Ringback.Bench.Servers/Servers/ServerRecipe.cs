using System.Net;
using System.Net.Sockets;

namespace Ringback.Bench.Servers.Servers;

/// <summary>How a server is started, and what it is able to do.</summary>
internal sealed record ServerRecipe
{
    /// <summary>Its name on the command line and in kept results.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for readers, without the version.</summary>
    public required string Title { get; init; }

    /// <summary>What it is in the comparison.</summary>
    public required ServerPart Part { get; init; }

    /// <summary>The program; a dll is run by <c>dotnet</c>.</summary>
    public required string Program { get; init; }

    /// <summary>Its version; empty when nobody knows.</summary>
    public string Version { get; init; } = "";

    /// <summary>The arguments for a place.</summary>
    public required Func<ServerPlace, string[]> Arguments { get; init; }

    /// <summary>The one end point that it can be given, when it cannot be told a port.</summary>
    public IPEndPoint? FixedEndPoint { get; init; }

    /// <summary>Whether it knows the option <c>windowsize</c> (RFC 7440).</summary>
    public bool KnowsWindows { get; init; }

    /// <summary>Whether its program is on this machine.</summary>
    internal bool IsHere => File.Exists(Program);

    /// <summary>The words of the command line.</summary>
    internal string[] CommandLine(ServerPlace place) =>
        Path.GetExtension(Program) == ".dll"
            ? ["dotnet", Program, .. Arguments(place)]
            : [Program, .. Arguments(place)];

    /// <summary>Its fixed end point, or a loopback port that is free now.</summary>
    internal IPEndPoint ChooseEndPoint()
    {
        if (FixedEndPoint is not null) return FixedEndPoint;
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)probe.LocalEndPoint!;
    }
}
