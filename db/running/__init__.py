"""What runs know of each other and of the folder: their record, the lock, files seen, rejects."""
