using System.Net;

namespace Ringback.Datagrams.Linux;

/// <summary>epoll, recvmmsg, sendmmsg, and segmentation by the kernel.</summary>
internal sealed class LinuxStack : IDatagramStack
{
    public string Name => "batched (epoll, recvmmsg, sendmmsg, UDP_SEGMENT)";

    public bool ChoosesSource => true;

    public IDatagramPort Open(IPEndPoint endPoint, DatagramPortOptions options) => new LinuxPort(endPoint, options);

    public IDatagramPoller CreatePoller() => new EpollPoller();
}
