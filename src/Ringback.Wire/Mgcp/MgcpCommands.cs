using System.Globalization;
using System.Text;

namespace Ringback.Wire.Mgcp;

/// <summary>The command of a simulated phone, and those of a call agent that looks whether one lives.</summary>
public static class MgcpCommands
{
    /// <summary>
    /// The phone has started: the first thing that it tells its call agent. RFC 3435 section 2.3.12.
    /// </summary>
    /// <param name="transactionId">The number by which the answer is known, 1 to 999999999.</param>
    /// <param name="endpoint">Who speaks; its form is UNVERIFIED for a 7940/60.</param>
    /// <param name="version"><c>1.0</c> or <c>0.1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The transaction is 0 or more than nine digits long.</exception>
    public static byte[] RestartInProgress(uint transactionId, string endpoint, string version = "1.0")
    {
        ArgumentOutOfRangeException.ThrowIfZero(transactionId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(transactionId, 999_999_999u);
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"RSIP {transactionId} {endpoint} MGCP {version}\r\nRM: restart\r\n"));
    }

    /// <summary>Asks an endpoint whether it is there. RFC 3435 section 2.3.10.</summary>
    /// <param name="transactionId">The number by which the answer is known, 1 to 999999999.</param>
    /// <param name="endpoint">Whom.</param>
    /// <param name="version">The version that the phone speaks.</param>
    internal static byte[] AuditEndpoint(uint transactionId, string endpoint, string version) =>
        Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"AUEP {transactionId} {endpoint} MGCP {version}\r\n"));

    /// <summary>
    /// Asks an endpoint to tell when its handset is lifted (event <c>L/hd</c> of the line package). RFC 3435 section
    /// 2.3.3.
    /// </summary>
    /// <param name="transactionId">The number by which the answer is known, and the request in what the phone tells.
    /// </param>
    /// <param name="endpoint">Whom.</param>
    /// <param name="version">The version that the phone speaks.</param>
    internal static byte[] NotificationRequest(uint transactionId, string endpoint, string version) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"RQNT {transactionId} {endpoint} MGCP {version}\r\nX: {transactionId:X}\r\nR: L/hd(N)\r\n"));
}
