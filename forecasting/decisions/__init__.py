"""What planners decide over a model: overrides, growth, new queues, versions."""
