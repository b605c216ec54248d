using System.Net;

namespace Ringback.Datagrams.Portable;

/// <summary>The framework's sockets, one datagram at a time: on every platform.</summary>
internal sealed class SocketStack : IDatagramStack
{
    public string Name => "portable (one datagram at a time)";

    public bool ChoosesSource => false;

    public IDatagramPort Open(IPEndPoint endPoint, DatagramPortOptions options) => new SocketPort(endPoint, options);

    public IDatagramPoller CreatePoller() => new SelectPoller();
}
