using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>
/// A packet socket that hears everything: what is for others (the interface becomes promiscuous until the socket is
/// closed), what this machine sends, and the tags that the kernel takes out. Nothing is ever sent on it.
/// </summary>
internal sealed unsafe class PacketTap : IFrameTap
{
    private const ushort AllFrames = 0x0003;
    private const int EthernetLink = 1;
    private const int MostNotes = 64;

    // A burst of a hundred phones that start at once, while somebody looks at the screen.
    private const int Waiting = 4 * 1024 * 1024;

    private readonly WakeableFile _file;
    private long _lost;

    private PacketTap(WakeableFile file) => _file = file;

    public int LinkType => EthernetLink;

    public string? Blind => null;

    public long Lost
    {
        get
        {
            lock (_file.Closing)
            {
                // The kernel begins to count anew each time that it is asked.
                TapCounts counts;
                uint length = (uint)sizeof(TapCounts);
                if (!_file.IsClosed && TapCalls.GetOption(
                    _file.Number, PacketCalls.LevelPacket, TapCalls.Statistics, &counts, &length) == 0)
                {
                    _lost += counts.Dropped;
                }

                return _lost;
            }
        }
    }

    internal static bool TryOpen(int interfaceIndex, [NotNullWhen(true)] out IFrameTap? tap, out string whyNot)
    {
        tap = null;
        // Protocol 0 receives nothing: until it is bound, the socket would hear every interface.
        int socket = PacketCalls.Open(PacketCalls.Packet, PacketCalls.RawNonBlockingCloseOnExec, 0);
        LinkAddress address = new()
        {
            Family = PacketCalls.Packet,
            Protocol = BinaryPrimitives.ReverseEndianness(AllFrames),
            Interface = interfaceIndex,
        };
        bool isOpen = socket >= 0 && Set(socket, interfaceIndex)
            && PacketCalls.Bind(socket, &address, (uint)sizeof(LinkAddress)) == 0;
        if (!WakeableFile.TryTake(socket, isOpen, out WakeableFile? file, out int error))
        {
            whyNot = PacketPort.Explain(error, interfaceIndex);
            return false;
        }

        tap = new PacketTap(file);
        whyNot = "";
        return true;
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        if (!_file.Await(longest)) return 0;
        LinkAddress from;
        byte* notes = stackalloc byte[MostNotes];
        fixed (byte* bytes = frame)
        {
            IoVector vector = new() { Base = bytes, Length = (nuint)frame.Length };
            MessageHeader message = new()
            {
                Name = (byte*)&from, NameLength = (ulong)sizeof(LinkAddress), Vectors = &vector, VectorCount = 1,
                Control = notes, ControlLength = MostNotes,
            };
            nint length = PacketCalls.ReceiveMessage(_file.Number, &message, Libc.DoNotWait);
            return length <= 0 ? 0 : FrameTag.PutBack(
                frame, (int)length, new ReadOnlySpan<byte>(notes, (int)Math.Min(message.ControlLength, MostNotes)));
        }
    }

    public void Wake() => _file.Wake();

    public void Dispose() => _file.Dispose();

    private static bool Set(int socket, int interfaceIndex)
    {
        int yes = 1, room = Waiting;
        LinkMembership all = new() { Interface = interfaceIndex, Kind = PacketCalls.Promiscuous };
        // Without the right to more room, it keeps what it has.
        _ = PacketCalls.SetOption(
            socket, PacketCalls.LevelSocket, TapCalls.ReceiveRoomByForce, &room, sizeof(int));
        return PacketCalls.SetOption(
                socket, PacketCalls.LevelPacket, PacketCalls.TellAuxiliaryData, &yes, sizeof(int)) == 0
            && PacketCalls.SetOption(socket, PacketCalls.LevelPacket, PacketCalls.AddMembership, &all,
                (uint)sizeof(LinkMembership)) == 0;
    }
}
