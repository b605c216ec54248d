using System.Net;

namespace Ringback.Bench.Servers.Servers;

/// <summary>Where one instance of a server is to run.</summary>
/// <param name="EndPoint">The address and port that it is to answer on.</param>
/// <param name="Root">The folder that it serves.</param>
/// <param name="Data">An empty folder of its own.</param>
internal sealed record ServerPlace(IPEndPoint EndPoint, string Root, string Data)
{
    /// <summary>The address as text.</summary>
    internal string Address => EndPoint.Address.ToString();

    /// <summary>The port as text.</summary>
    internal string Port => EndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
