using Ringback.Datagrams;
using Ringback.Workbench.Limits;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Who comes in at all, before anything is read: the networks that are served, and how much all of them may ask
/// together. For the first loop's thread.
/// </summary>
internal sealed class TftpEntrance(TftpServerOptions options, ServedNetworks networks, TimeProvider time)
{
    private readonly int _perSecond = options.Quotas.RequestsPerSecond;
    private double _left = options.Quotas.RequestsPerSecond;
    private long _countedAt = time.GetTimestamp();

    internal bool Admits(in PeerAddress peer, TftpShedCount shed)
    {
        if (!networks.Serves(peer))
        {
            shed.Add(TftpShed.ForeignNetwork, peer);
            return false;
        }

        long now = time.GetTimestamp();
        _left = Math.Min(_left + (time.GetElapsedTime(_countedAt, now).TotalSeconds * _perSecond), _perSecond);
        _countedAt = now;
        if (_left < 1)
        {
            shed.Add(TftpShed.AllTooFast, peer);
            return false;
        }

        _left--;
        return true;
    }
}
