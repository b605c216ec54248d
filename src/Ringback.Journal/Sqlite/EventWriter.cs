using System.Globalization;
using Microsoft.Data.Sqlite;
using Ringback.Phones.Events;

namespace Ringback.Journal.Sqlite;

/// <summary>Writes batches of events, each in one transaction: a batch is in the journal whole or not at all.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter _at = new("$at", SqliteType.Text);
    private readonly SqliteParameter _kind = new("$kind", SqliteType.Text);
    private readonly SqliteParameter _mac = new("$mac", SqliteType.Text);
    private readonly SqliteParameter _address = new("$address", SqliteType.Text);
    private readonly SqliteParameter _body = new("$body", SqliteType.Text);

    /// <summary>Takes over an open connection.</summary>
    public EventWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = connection.CreateCommand();
        _insert.CommandText =
            "INSERT INTO events (at, kind, mac, address, body) VALUES ($at, $kind, $mac, $address, $body)";
        _insert.Parameters.AddRange([_at, _kind, _mac, _address, _body]);
    }

    /// <summary>A moment in the <c>at</c> column: UTC and of fixed width, so that text order is time order.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Writes one batch.</summary>
    /// <exception cref="SqliteException">Nothing of the batch was written.</exception>
    public void Write(IReadOnlyList<PhoneEvent> batch)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        _insert.Transaction = transaction;
        foreach (PhoneEvent e in batch)
        {
            _at.Value = Moment(e.At);
            _kind.Value = EventKinds.Of(e);
            _mac.Value = e.Mac is { } mac ? mac.ToString() : DBNull.Value;
            _address.Value = e.Address is { } address ? address.ToString() : DBNull.Value;
            _body.Value = EventJson.Write(e);
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
